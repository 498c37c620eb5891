import { Text } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { auth } from '../../auth';

export default function Index() {
  const [order, setOrder] = useState('');
  useEffect(() => {
    auth.request({ url: '/order' }).then((res) => setOrder(res.data.name));
  }, []);
  return <Text>{order}</Text>;
}
